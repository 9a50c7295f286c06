import { t } from './strings';

export function App({ site, article }: { site: string; article: string }) {
  return (
    <h2 data-site={site} data-article={article}>
      {t.value.comments(0)}
    </h2>
  );
}
