import { moved } from '../roving';
import { t } from '../words';

/** One page of the plan view. */
export interface Tab {
  readonly id: string;
  readonly title: string;
  /** Shown beside the title; 0 shows nothing. */
  readonly count: number;
}

/** The tabs of the view; arrows, Home and End switch between them. */
export const Tabs = (props: { tabs: readonly Tab[]; chosen: string; onChoose: (id: string) => void }) => {
  const { tabs, chosen, onChoose } = props;
  const at = tabs.findIndex(({ id }) => id === chosen);
  return (
    <div
      class="tabs"
      role="tablist"
      aria-label={t('plan')}
      onKeyDown={(event) => {
        const next = moved(at, tabs.length, event.key);
        const tab = next === null ? undefined : tabs[next];
        if (!tab) return;
        event.preventDefault();
        onChoose(tab.id);
        document.getElementById(`tab-${tab.id}`)?.focus();
      }}
    >
      {tabs.map(({ id, title, count }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${id}`}
          aria-controls={`panel-${id}`}
          aria-selected={id === chosen}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {title}
          {count > 0 && <span class="count num">{count}</span>}
        </button>
      ))}
    </div>
  );
};
