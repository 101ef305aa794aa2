/** A codicon, hidden from screen readers: it needs words beside it or a labelled button around it. */
export const Icon = ({ name, tone }: { name: string; tone?: string | undefined }) => (
  <span class={`i codicon codicon-${name}${tone ? ` ${tone}` : ''}`} aria-hidden="true" />
);
