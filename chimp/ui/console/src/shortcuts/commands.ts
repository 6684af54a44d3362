/** What the command bar finds: pure over what it is given. */

export interface Command {
  key: string;
  group: "sessions" | "actions" | "answers" | "settings";
  title: string;
  about?: string;
  keys?: string;
  run(): void;
}

const MOST = 40;

/** Those with every word in them; what begins so comes first, the order of the groups stays. */
export function found(commands: readonly Command[], text: string): Command[] {
  const sought = folded(text).split(/\s+/).filter(Boolean);
  if (sought.length === 0) {
    return commands.slice(0, MOST);
  }
  const rank = (command: Command): number => {
    const title = folded(command.title);
    const all = `${title} ${folded(command.about ?? "")}`;
    if (!sought.every((word) => all.includes(word))) {
      return 3;
    }
    return title.startsWith(sought[0] ?? "")
      ? 0
      : sought.every((word) => title.includes(word))
        ? 1
        : 2;
  };
  const ranked = commands
    .map((command) => ({ command, rank: rank(command) }))
    .filter((one) => one.rank < 3)
    .sort((one, other) => one.rank - other.rank)
    .map((one) => one.command)
    .slice(0, MOST);
  const groups = [...new Set(ranked.map((command) => command.group))];
  return groups.flatMap((group) => ranked.filter((command) => command.group === group));
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
