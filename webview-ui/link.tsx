import type { ComponentChildren } from 'preact';

/** A link that calls a handler; it has no `href`, so the editor does not follow it as well. */
export const Link = (props: { children: ComponentChildren; title?: string; class?: string; onFollow: () => void }) => (
  <a
    role="link"
    tabIndex={0}
    class={props.class}
    title={props.title}
    onClick={props.onFollow}
    onKeyDown={(event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      props.onFollow();
    }}
  >
    {props.children}
  </a>
);
