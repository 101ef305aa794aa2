/** The position an arrow, Home or End moves to in a group that shares one tab stop; null for any other key. */
export const moved = (at: number, count: number, key: string): number | null => {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowLeft':
    case 'ArrowUp':
      return (at + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
};
