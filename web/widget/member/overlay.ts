import type { SubjectKind } from '../wire';

/** What may be reported: a comment, a tag, or a member for their nickname. */
export interface Subject {
  kind: SubjectKind;
  id: string;
  /** The text, label or nickname. */
  excerpt: string;
}

/** A dialog that is open. done tells whoever waits whether the reader went through with it. */
export type Overlay =
  | { kind: 'sign-in'; registering: boolean; done: (signedIn: boolean) => void }
  | { kind: 'agree'; done: (agreed: boolean) => void }
  | { kind: 'report'; subject: Subject }
  | { kind: 'withdraw'; comment: string }
  | { kind: 'rules' | 'notices' | 'nickname' | 'password' };
