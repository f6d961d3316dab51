import { DEMONSTRATION_ISSUER } from "../../sync-server/demonstration/people.ts";
import type { Country } from "./country.ts";

/** The country as the server's `directory` command takes it: one advisor a branch. */
export const directoryOf = ({ banks, branches, regions }: Country): object => ({
  banks: banks.map(({ id, name }, b) => {
    const own = branches.filter(({ bank }) => bank === b);
    return {
      id, name, issuer: DEMONSTRATION_ISSUER,
      branches: own.map((branch) => ({ id: branch.id, name: branch.name, region: regions[branch.region]?.name ?? "" })),
      persons: own.map((branch) => ({ id: branch.user, subject: branch.subject, name: `Conseil ${branch.index + 1}`, role: "advisor", branches: [branch.id] })),
    };
  }).filter((bank) => bank.branches.length > 0),
  operators: [],
});
