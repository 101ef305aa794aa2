import type { ContextPartView } from '../../src/shared/contextView';
import type { PlanState } from '../../src/shared/protocol';
import { Bar } from '../bar';
import { LeftOut, PartName, partIcon } from '../contextParts';
import { Icon } from '../icon';
import { counted, t } from '../words';

const Row = ({ part, total, icon }: { part: ContextPartView; total: number; icon: boolean }) => (
  <tr>
    <th scope="row">
      <span class="kind">
        {icon && <Icon name={partIcon(part)} />}
        <PartName part={part} />
      </span>
    </th>
    <td class="dim s wide-only">{part.detail}</td>
    <td class="n">{part.tokens.toLocaleString()}</td>
    <td class="b">
      <Bar share={part.tokens / total} label={t('shareOf', Math.round((part.tokens / total) * 100))} />
    </td>
  </tr>
);

const sum = (parts: readonly ContextPartView[]): number => parts.reduce((tokens, part) => tokens + part.tokens, 0);

/** What the model saw when it wrote the version on display: parts, sources, tokens, and what was left out. */
export const SeenTable = ({ seen }: { seen: NonNullable<PlanState['context']> }) => {
  const { parts, leftOut, tokens, budget } = seen.view;
  const files = parts.filter(({ path }) => path !== null);
  const others = parts.filter(({ path }) => path === null);
  const total = Math.max(1, tokens);
  const filesPart: ContextPartView = {
    source: 'workspace',
    label: t('workspaceFiles'),
    detail: counted('partCount', files.length),
    tokens: sum(files),
    path: null,
    line: null,
  };
  return (
    <div class="stack">
      <div class="acts">
        <h2>{t('sawFor', seen.version)}</h2>
        <span class="dim s num">{seen.footer}</span>
      </div>
      <table class="saw">
        <caption class="sr">{t('sawCaption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('part')}</th>
            <th scope="col" class="wide-only">
              {t('source')}
            </th>
            <th scope="col" class="n">
              {t('tokensHead')}
            </th>
            <th scope="col" class="b">
              {t('share')}
            </th>
          </tr>
        </thead>
        <tbody>
          {others.map((part, index) => (
            <Row key={index} part={part} total={total} icon />
          ))}
          {files.length > 0 && <Row part={filesPart} total={total} icon />}
        </tbody>
        <tbody class="sub">
          {files.map((part, index) => (
            <Row key={index} part={part} total={total} icon={false} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('total')}</th>
            <td class="wide-only" />
            <td class="n">{tokens.toLocaleString()}</td>
            <td class="b dim s">{t('ofBudget', Math.round((tokens / Math.max(1, budget)) * 100))}</td>
          </tr>
        </tfoot>
      </table>
      {leftOut.length > 0 && (
        <section aria-labelledby="left-out">
          <h2 id="left-out">{t('leftOut')}</h2>
          <LeftOut parts={leftOut} />
        </section>
      )}
    </div>
  );
};
