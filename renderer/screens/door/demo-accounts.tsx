import type { ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { signInAs } from "../../state/session-slice.ts";

type Account = { readonly login: string; readonly name: string; readonly role: string; readonly bank: string; readonly branch: string };

/** The demonstration's people, by bank, then by branch. One press signs in. */
export function DemoAccounts({ onError }: { readonly onError: (error: CodedError | undefined) => void }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const accounts = useDeskState((state) => state.info?.centre?.demonstration?.accounts);
  const signIn = async (login: string): Promise<void> => onError(await signInAs(desk, login));
  return (
    <section aria-labelledby="demo-accounts" className="door-block">
      <h2 id="demo-accounts">{t("door.demo.title")}</h2>
      <p className="quiet">{t("door.demo.why")}</p>
      {accounts === undefined ? <p className="quiet">{t("door.demo.none")}</p> : (
        <div className="demo-banks">
          {[...groupBy(accounts, (account) => account.bank)].map(([bank, people]) => (
            <div key={bank} className="demo-bank">
              <h3>{bank || t("door.role.operator")}</h3>
              <ul>
                {people.map((person) => (
                  <li key={person.login}>
                    <button type="button" className="demo-person" onClick={() => void signIn(person.login)}>
                      <span className="who"><span className="unseen">{t("door.demo.signInAs")} </span>{person.name}</span>
                      <span className="quiet small">{[roleName(person.role, words), person.branch].filter(Boolean).join(" · ")}</span>
                      <Icon name="chevron" size={14} />
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      )}
    </section>
  );
}

export const roleName = (role: string, { find }: Words): string => find(`door.role.${role}`) ?? role;

function groupBy(accounts: readonly Account[], key: (account: Account) => string): ReadonlyMap<string, readonly Account[]> {
  const groups = new Map<string, Account[]>();
  for (const account of accounts) groups.set(key(account), [...(groups.get(key(account)) ?? []), account]);
  return groups;
}
