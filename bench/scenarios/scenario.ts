import type { Key, Measures } from "../support/result.ts";

export type ScenarioContext = {
  /** A folder on a real disk. */
  readonly folder: string;
  /** Bigger rounds. */
  readonly full: boolean;
  readonly say: (line: string) => void;
};
/** One measured story; it recounts what it did and throws where a figure does not add up. */
export type Scenario = { readonly keys: readonly Key[]; readonly run: (context: ScenarioContext) => Promise<Measures> };
