import { sheet } from '@board/ui';
import casePane from './case.css?inline';
import decision from './decision.css?inline';
import desk from './desk.css?inline';
import frame from './frame.css?inline';
import pages from './pages.css?inline';
import phone from './phone.css?inline';
import queue from './queue.css?inline';
import terms from './terms.css?inline';

/** The desk's own styles; what a phone changes comes last. */
export const deskSheets: readonly CSSStyleSheet[] = [
  desk,
  frame,
  queue,
  casePane,
  decision,
  pages,
  terms,
  phone,
].map(sheet);
