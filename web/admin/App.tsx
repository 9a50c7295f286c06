import { t } from './strings';

export function App() {
  return <h1>{t.value.desk}</h1>;
}
