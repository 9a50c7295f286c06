import type { components } from '@board/api';

type Schemas = components['schemas'];

export type Article = Schemas['Article'];
export type Comment = Schemas['Comment'];
export type CommentThread = Schemas['CommentThread'];
export type Me = Schemas['Me'];
export type Mine = Schemas['Mine'];
export type Notice = Schemas['Notice'];
export type Rulebook = Schemas['Rulebook'];
export type Session = Schemas['Session'];
export type Standing = Schemas['Standing'];
export type SubjectKind = Schemas['SubjectKind'];
export type Tag = Schemas['Tag'];
export type Votes = Schemas['Votes'];
