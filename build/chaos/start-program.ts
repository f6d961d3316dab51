import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { endWithUs } from "../test/end-with-us.ts";

/** One of this folder's programs in a process of its own, asked by messages: one question at a time, each with its answer. Its end is ours. */
export type Program<Order, Answer> = {
  readonly ask: (order: Order) => Promise<Answer>;
  readonly end: () => Promise<void>;
};

export function startProgram<Order extends object, Answer>(name: string): Program<Order, Answer> {
  const child = fork(fileURLToPath(new URL(`./${name}`, import.meta.url)), [], { execArgv: [], stdio: ["ignore", "inherit", "inherit", "ipc"] });
  endWithUs(child);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    ask: (order) => new Promise((resolve, reject) => {
      const isOver = (): void => reject(new Error(`${name} ended`));
      child.once("exit", isOver).once("message", (answer) => {
        child.removeListener("exit", isOver);
        const told = answer as Answer & { readonly kind?: string; readonly why?: string };
        if (told.kind === "failed") reject(new Error(`${name}: ${told.why ?? ""}`));
        else resolve(told);
      });
      child.send(order);
    }),
    end: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
