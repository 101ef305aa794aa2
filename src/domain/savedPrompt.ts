/** A request that a person keeps to begin with again. */
export interface SavedPrompt {
  readonly id: string;
  readonly title: string;
  readonly prompt: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}
