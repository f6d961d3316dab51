import type { Desk } from "../../state/desk.ts";
import { createRequests } from "../../state/requests.ts";

/** Orders that the open file carries out itself. */
const requests = createRequests<"submit" | "next-field">();

export const answerFileRequests = requests.answer;
export const requestSubmit = (desk: Desk): void => requests.ask(desk, "submit");
export const requestNextField = (desk: Desk): void => requests.ask(desk, "next-field");
