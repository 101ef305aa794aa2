/** The fields of a chosen template as questions, answered by free text. */
export interface FormView {
  readonly title: string;
  readonly detail: string;
  readonly questions: readonly { readonly id: string; readonly text: string; readonly required: boolean }[];
}

/** A prompt starter: what is shown and the text that it puts into the composer. */
export interface StarterView {
  readonly icon: string;
  readonly title: string;
  readonly detail: string;
  readonly prompt: string;
}
