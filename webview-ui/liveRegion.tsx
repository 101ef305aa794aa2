/** A polite live region; a new `turn` has the same text spoken again. */
export const LiveRegion = ({ text, turn }: { text: string; turn: number }) => (
  <div class="sr" role="status" aria-live="polite">
    <span key={turn}>{text}</span>
  </div>
);
