/** What is spoken politely; the same sentence is spoken again when the turn is another. */
export const LiveRegion = ({ text, turn }: { text: string; turn: number }) => (
  <div class="sr" role="status" aria-live="polite">
    <span key={turn}>{text}</span>
  </div>
);
