import { createStore, type StoreApi } from "zustand/vanilla";
import type { Bridge, CallAnswers, CallInput, CallName } from "../../shared/bridge/contract.ts";
import type { Settings } from "../../shared/bridge/app-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Result } from "../../shared/kernel/result.ts";
import { BridgeFailure } from "../bridge/host-link.ts";
import { firstLanguage } from "./first-language.ts";
import { newGuide } from "./guide.ts";
import { emptyList } from "./list-slice.ts";
import { emptyDesk, type State } from "./state.ts";

/** The store and the bridge that feeds it. Slices are functions over it; nothing else calls the bridge. */
export type Desk = {
  readonly store: StoreApi<State>;
  readonly get: () => State;
  readonly set: (patch: Partial<State>) => void;
  /** A question to the core. A call that fails is told to the person (`state.failure`) and answers `undefined`. */
  readonly ask: <C extends CallName>(name: C, input: CallInput<C>) => Promise<CallAnswers[C] | undefined>;
  /** A question whose answer is a Result: a thrown failure becomes its error. */
  readonly attempt: <C extends ResultCall>(name: C, input: CallInput<C>) => Promise<CallAnswers[C] | { readonly ok: false; readonly error: CodedError }>;
  readonly bridge: Bridge;
};
type ResultCall = { [C in CallName]: CallAnswers[C] extends Result<unknown, CodedError> ? C : never }[CallName];

/** Until the core says what the person chose. */
const firstSettings = (): Settings => ({ language: firstLanguage(navigator.languages), theme: "system", singleKeys: true });

export function createDesk(bridge: Bridge, initial: Partial<State> = {}): Desk {
  const store = createStore<State>()(() => ({
    link: "joined", info: undefined, session: undefined, locking: undefined, settings: firstSettings(), sync: undefined, update: undefined, weather: undefined, waiting: [], import: undefined,
    route: { kind: "today" }, panel: undefined, list: emptyList, views: [], desk: emptyDesk, guide: newGuide, failure: undefined, ...initial,
  }));
  const codeOf = (thrown: unknown): CodedError => ({ code: thrown instanceof BridgeFailure ? thrown.code : "G5001" });
  return {
    store, bridge,
    get: store.getState,
    set: (patch) => store.setState(patch),
    ask: async (name, input) => {
      try {
        return await bridge.call(name, input);
      } catch (thrown) {
        store.setState({ failure: codeOf(thrown) });
        return undefined;
      }
    },
    attempt: async (name, input) => {
      try {
        return await bridge.call(name, input);
      } catch (thrown) {
        return { ok: false, error: codeOf(thrown) };
      }
    },
  };
}
