/** A codicon; it never speaks for itself, so words or a labelled button stand beside it. */
export const Icon = ({ name, tone }: { name: string; tone?: string | undefined }) => (
  <span class={`i codicon codicon-${name}${tone ? ` ${tone}` : ''}`} aria-hidden="true" />
);
