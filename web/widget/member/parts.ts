import { Account } from './Account';
import { Actions } from './Actions';
import { Composer } from './Composer';
import { EditForm } from './EditForm';
import { Nickname } from './Nickname';
import { Overlays } from './Overlays';
import { TagChip } from './TagChip';
import { TagTools } from './TagTools';

/** The components for taking part; where they are missing, what is read stands in their place. */
export const parts = { Account, Actions, Composer, EditForm, Nickname, Overlays, TagChip, TagTools };
export type Parts = typeof parts;
