import { useId, useRef } from 'preact/hooks';
import type { ActionView } from '../src/shared/protocol';
import { Icon } from './icon';
import { moved } from './roving';
import { Button } from './toolkit';
import { useView } from './view';

interface ToolButtonProps {
  readonly icon: string;
  readonly label: string;
  readonly title?: string;
  readonly disabled?: boolean;
  readonly tabIndex?: number;
  readonly onClick: () => void;
}

/** A button that shows an icon; its label is its name and tooltip. */
export const ToolButton = ({ icon, label, title, ...rest }: ToolButtonProps) => (
  <button class="tool" type="button" aria-label={label} title={title ?? label} {...rest}>
    <Icon name={icon} />
  </button>
);

/** A button that opens a menu of actions; the menu lives in the top layer, so nothing clips it. */
export const ActionMenu = ({ label, actions }: { label: string; actions: readonly ActionView[] }) => {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const { run } = useView();
  const items = (): HTMLElement[] => Array.from(menu.current?.querySelectorAll<HTMLElement>('button') ?? []);
  return (
    <>
      <button class="tool" type="button" aria-label={label} title={label} aria-haspopup="menu" popovertarget={id}>
        <Icon name="ellipsis" />
      </button>
      <div
        id={id}
        ref={menu}
        class="menu"
        role="menu"
        aria-label={label}
        popover="auto"
        onToggle={(event) => {
          if (event.newState === 'open') items()[0]?.focus();
        }}
        onKeyDown={(event) => {
          const next = moved(items().indexOf(document.activeElement as HTMLElement), actions.length, event.key);
          if (next !== null) {
            event.preventDefault();
            event.stopPropagation();
            items()[next]?.focus();
          }
          if (event.key === 'Tab') menu.current?.hidePopover();
        }}
      >
        {actions.map((action) => (
          <button
            key={action.label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            onClick={() => {
              menu.current?.hidePopover();
              run(action);
            }}
          >
            {action.label}
          </button>
        ))}
      </div>
    </>
  );
};

/** A text button for each action. */
export const ActionButtons = ({ actions }: { actions: readonly ActionView[] }) => {
  const { run } = useView();
  return (
    <>
      {actions.map((action) => (
        <Button key={action.label} primary={action.primary ?? false} onClick={() => run(action)}>
          {action.label}
        </Button>
      ))}
    </>
  );
};

interface LinkProps {
  label: string;
  /** Distinguishes it from others with the same label. */
  about?: string | null;
  onClick: () => void;
}

/** A button that looks like a link. */
export const LinkButton = ({ label, about, onClick }: LinkProps) => (
  <button class="link" type="button" aria-label={about ? `${label}: ${about}` : undefined} onClick={onClick}>
    {label}
  </button>
);

/** An inline link for each action; `about` distinguishes them from others with the same labels. */
export const ActionLinks = ({ actions, about = null }: { actions: readonly ActionView[]; about?: string | null }) => {
  const { run } = useView();
  return (
    <>
      {actions.map((action) => (
        <LinkButton key={action.label} label={action.label} about={about} onClick={() => run(action)} />
      ))}
    </>
  );
};

/** A card's actions: text buttons for the first ones, the rest in a menu named `more`. */
export const CardActions = ({
  actions,
  more,
  shown,
}: {
  actions: readonly ActionView[];
  more: string;
  shown: number;
}) => {
  if (actions.length === 0) return null;
  const cut = actions.length > shown + 1 ? shown : actions.length;
  return (
    <div class="acts">
      <ActionButtons actions={actions.slice(0, cut)} />
      {cut < actions.length && <ActionMenu label={more} actions={actions.slice(cut)} />}
    </div>
  );
};
