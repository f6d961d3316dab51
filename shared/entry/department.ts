/**
 * The département of a postal code: its first two digits; in Corsica 2A for 200xx and 201xx, 2B for 202xx and 206xx. `undefined` where the code does not tell: overseas, whose
 * département has three digits and whose credit mediator's address no source gives, Monaco, the army's codes, and whatever is no postal code. A few communes are
 * served by the post office of a neighbour: a person may know better, so every use of this can be corrected by hand.
 */
export function departmentOfPostalCode(postalCode: string): string | undefined {
  if (!/^\d{5}$/.test(postalCode)) return undefined;
  if (postalCode.startsWith("20")) return /^20[01]/.test(postalCode) ? "2A" : /^20[26]/.test(postalCode) ? "2B" : undefined;
  if (postalCode.startsWith("980")) return undefined;
  const department = postalCode.slice(0, 2);
  return isDepartment(department) ? department : undefined;
}

/** A département as people write it: 01 to 95, 2A and 2B, 971 to 978, 984, 986 to 988. */
export const isDepartment = (text: string): boolean => /^(?:0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|97[1-8]|98[4678])$/.test(text);
