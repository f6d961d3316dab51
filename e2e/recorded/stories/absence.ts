import { EPOCHS, CENTRE, people } from "../recorded-people.ts";
import type { Story } from "../story.ts";

const { ada, anna, marie } = people;

/** A manager who will be away, who stands in, what cannot be, and an end. */
export const absence: Story = {
  name: "695-absence",
  life: "founded",
  tell: async ({ get, post }) => {
    const centre = { protocol: 1, centre: CENTRE, epoch: EPOCHS.founded };
    const away = (standIn: string, until = "2099-08-31") => ({ ...centre, absence: { from: "2099-08-01", until, standIn } });
    await post("declared", anna, "/v1/absence", away(ada.user));
    await get("her colleagues are told", marie, "/v1/me");
    await post("somebody who approves nothing cannot stand in", anna, "/v1/absence", away(marie.user, "2099-07-01"));
    await post("a colleague's is not a manager's", anna, "/v1/absence", { ...away(ada.user), user: marie.user });
    await post("an administrator declares a colleague's", ada, "/v1/absence", { ...away(anna.user), user: marie.user });
    await post("ended", anna, "/v1/absence", centre);
  },
};
