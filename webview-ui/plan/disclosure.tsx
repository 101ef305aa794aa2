import type { ComponentChildren } from 'preact';
import { Icon } from '../icon';
import { useOpen } from './openState';

interface DisclosureProps {
  /** Under what name the state is remembered. */
  readonly id: string;
  readonly class: string;
  readonly initially: boolean;
  readonly summary: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A part that opens and closes. */
export const Disclosure = ({ id, initially, summary, children, ...rest }: DisclosureProps) => {
  const [open, setOpen] = useOpen(id, initially);
  return (
    <details class={rest.class} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="chevron-right" />
        {summary}
      </summary>
      {children}
    </details>
  );
};
