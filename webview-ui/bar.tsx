/** A progress bar, `share` from 0 to 1; sized by an attribute because the CSP forbids inline styles. */
export const Bar = ({ share, label, wide = false }: { share: number; label: string; wide?: boolean }) => (
  <svg class={wide ? 'bar wide' : 'bar'} role="img" aria-label={label}>
    <rect width={`${Math.round(share * 1000) / 10}%`} />
  </svg>
);
