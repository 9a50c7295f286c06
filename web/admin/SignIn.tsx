import { Button } from '@board/ui';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { LanguageChoice } from './LanguageChoice';
import { problemText } from './problems';
import { signIn } from './session';
import { t } from './strings';

/** Login and password. */
export function SignIn() {
  const busy = useSignal(false);
  const problem = useSignal<unknown>(undefined);
  const ids = { login: useId(), password: useId(), problem: useId() };

  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy.value) return;
    const form = event.currentTarget as HTMLFormElement;
    const given = new FormData(form);
    busy.value = true;
    problem.value = undefined;
    try {
      await signIn(String(given.get('login')), String(given.get('password')));
    } catch (error) {
      problem.value = error;
      form.querySelector<HTMLInputElement>('[name=password]')?.select();
    } finally {
      busy.value = false;
    }
  };

  return (
    <main class="sign-in">
      <form onSubmit={onSubmit}>
        <h1>{t.value.desk}</h1>
        <label for={ids.login}>{t.value.login}</label>
        <input
          id={ids.login}
          name="login"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          maxLength={128}
          required
        />
        <label for={ids.password}>{t.value.password}</label>
        <input
          id={ids.password}
          name="password"
          type="password"
          autocomplete="current-password"
          maxLength={1000}
          required
          aria-invalid={problem.value !== undefined}
          aria-describedby={ids.problem}
        />
        <p id={ids.problem} class="field-problem" role="alert">
          {problem.value !== undefined && problemText(problem.value)}
        </p>
        <Button type="submit" kind="main" busy={busy.value}>
          {t.value.signIn}
        </Button>
      </form>
      <LanguageChoice />
    </main>
  );
}
