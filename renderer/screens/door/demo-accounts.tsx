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
  const { t } = useWords();
  const accounts = useDeskState((state) => state.info?.centre?.demonstration?.accounts);
  const signIn = async (login: string): Promise<void> => onError(await signInAs(desk, login));
  return (
    <section aria-labelledby="demo-accounts" className="door-block">
      <h2 id="demo-accounts">{t("door.demo.title")}</h2>
      <p className="quiet">{t("door.demo.why")}</p>
      {accounts === undefined ? <p className="quiet">{t("door.demo.none")}</p> : (
        <div className="demo-banks">
          {[...byBank(accounts)].map(([bank, people]) => (
            <div key={bank} className="demo-bank">
              <h3>{bank || t("door.role.operator")}</h3>
              <ul>{people.map((person) => <li key={person.login}><Person person={person} onSignIn={() => void signIn(person.login)} /></li>)}</ul>
            </div>
          ))}
        </div>
      )}
    </section>
  );
}

function Person({ person, onSignIn }: { readonly person: Account; readonly onSignIn: () => void }): ReactElement {
  const words = useWords();
  const { t } = words;
  // Who keeps no workstation is told what there is instead: a button would lead to a refusal.
  if (person.role === "operator" || person.role === "auditor") {
    return <p className="demo-person"><span className="who">{person.name}</span><span className="quiet small">{t(`door.demo.${person.role}`)}</span></p>;
  }
  return (
    <button type="button" className="demo-person" onClick={onSignIn}>
      <span className="who"><span className="unseen">{t("door.demo.signInAs")} </span>{person.name}</span>
      <span className="quiet small">{[roleName(person.role, words), person.branch].filter(Boolean).join(" · ")}</span>
      <Icon name="chevron" size={14} />
    </button>
  );
}

export const roleName = (role: string, { find }: Words): string => find(`door.role.${role}`) ?? role;

function byBank(accounts: readonly Account[]): ReadonlyMap<string, readonly Account[]> {
  const groups = new Map<string, Account[]>();
  for (const account of accounts) groups.set(account.bank, [...(groups.get(account.bank) ?? []), account]);
  return groups;
}
