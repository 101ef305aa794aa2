import type { ComponentChildren } from 'preact';
import { Icon } from '../icon';
import { useOpen } from './openState';

interface DisclosureProps {
  /** The key under which the open state is saved. */
  readonly id: string;
  readonly class: string;
  readonly initially: boolean;
  readonly summary: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A collapsible part. */
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
