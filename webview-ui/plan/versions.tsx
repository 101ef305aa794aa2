import type { PlanState, VersionView } from '../../src/shared/protocol';
import { ago } from '../ago';
import { ToolButton } from '../buttons';
import { VersionMark } from '../labels';
import { Link } from '../link';
import { Button } from '../toolkit';
import { useView } from '../view';
import { t } from '../words';
import { Disclosure } from './disclosure';

/** Up to this width, in CSS pixels, the versions are collapsed at first. */
const foldBelow = 680;

const VersionRow = (props: { version: VersionView; plan: PlanState; onShow: (version: number) => void }) => {
  const { version, plan, onShow } = props;
  const { run } = useView();
  const { number } = version;
  const { planId, current, notice } = plan;
  // Older on the left; a proposed version would come after the current one.
  const pair =
    number < current && version.state !== 'proposed' ? ([number, current] as const) : ([current, number] as const);
  const restorable = notice === null && !version.current && version.state !== 'proposed';
  return (
    <li aria-current={number === plan.shown ? 'true' : undefined} title={version.summary}>
      <span class="v">
        <Link title={t('showVersion', number)} onFollow={() => onShow(number)}>
          <span class="num">{t('version', number)}</span>
        </Link>
        <VersionMark version={version} />
      </span>
      <span class="tools">
        {!version.current && (
          <ToolButton
            icon="git-compare"
            label={t('compareVersions', ...pair)}
            onClick={() => run({ command: 'devplan.compareVersions', args: [planId, ...pair] })}
          />
        )}
        {restorable && (
          <ToolButton
            icon="discard"
            label={t('restoreVersion', number)}
            onClick={() => run({ command: 'devplan.restoreVersion', args: [planId, number] })}
          />
        )}
      </span>
      <span class="by">{`${version.by}, ${ago(version.at)}`}</span>
      {version.summary && <span class="by clip">{version.summary}</span>}
    </li>
  );
};

/** The versions of the plan, newest first, with the actions for each. */
export const Versions = ({ plan, onShow }: { plan: PlanState; onShow: (version: number) => void }) => {
  const { run } = useView();
  const { versions, current, planId } = plan;
  const previous = versions.find(({ number, state }) => number < current && state === 'accepted');
  return (
    <aside class="rail" aria-label={t('versions')}>
      <Disclosure
        id="versions"
        class="fold"
        initially={window.innerWidth > foldBelow}
        summary={
          <>
            <h2>{t('versions')}</h2>
            <span class="dim s num">{versions.length}</span>
          </>
        }
      >
        <ol class="versions" reversed>
          {versions.map((version) => (
            <VersionRow key={version.number} version={version} plan={plan} onShow={onShow} />
          ))}
        </ol>
        {previous && (
          <div class="acts">
            <Button
              onClick={() => run({ command: 'devplan.compareVersions', args: [planId, previous.number, current] })}
            >
              {t('compareVersions', previous.number, current)}
            </Button>
          </div>
        )}
      </Disclosure>
    </aside>
  );
};
