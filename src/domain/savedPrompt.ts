/** A request saved by the user for reuse. */
export interface SavedPrompt {
  readonly id: string;
  readonly title: string;
  readonly prompt: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}
