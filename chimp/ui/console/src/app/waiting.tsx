import { words } from "../language/index.ts";
import { SkeletonRows } from "../ui/index.ts";

/** While a part of the console is being loaded. */
export function Waiting() {
  return <SkeletonRows rows={4} label={words("loading")} />;
}
