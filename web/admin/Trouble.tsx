import { Button } from '@board/ui';
import { mayPass, problemText } from './problems';
import { t } from './strings';

/** What went wrong, and a way to try again where that may help. */
export function Trouble({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  return (
    <div class="trouble" role="alert">
      <p>{problemText(error)}</p>
      {onRetry && mayPass(error) && <Button onClick={onRetry}>{t.value.retry}</Button>}
    </div>
  );
}
