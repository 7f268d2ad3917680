/**
 * Fills a message template.
 *
 * @param template - text in which `{name}` stands for an entry of the data
 * @param data - what to put there; braces in it stay as they are
 * @throws if the template names an entry that is not given: a defect of the rule
 */
export function fillTemplate(template: string, data: Readonly<Record<string, string>>): string {
  return template.replace(/\{([a-zA-Z]+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    if (value === undefined) throw new Error(`the message needs \`${name}\`, which is not given`);
    return value;
  });
}
