/** A bar of progress, 0 to 1; drawn by attributes because the content policy allows no inline style. */
export const Bar = ({ share, label, wide = false }: { share: number; label: string; wide?: boolean }) => (
  <svg class={wide ? 'bar wide' : 'bar'} role="img" aria-label={label}>
    <rect width={`${Math.round(share * 1000) / 10}%`} />
  </svg>
);
