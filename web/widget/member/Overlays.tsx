import { ToastStack } from '@board/ui';
import { lazy } from './lazy';
import { useMember } from './member';
import { problemTexts as t } from './strings';

const Dialogs = lazy(() => import('./dialogs').then(({ load }) => load()));

/** What lies above the discussion: messages, and a dialog if one is open. */
export function Overlays() {
  const member = useMember();
  const failed = () => {
    member.close();
    member.say(t.value.unreachable);
  };
  return (
    <>
      {member.overlay.value && <Dialogs failed={failed} />}
      <ToastStack toasts={member.toasts} />
    </>
  );
}
