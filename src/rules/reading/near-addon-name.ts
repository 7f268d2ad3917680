/** Whether the name of an add-on speaks of GuardDuty, as its agent's does. */
export function isAboutGuardDuty(name: string): boolean {
  return /guard[-_ ]?duty/i.test(name);
}
