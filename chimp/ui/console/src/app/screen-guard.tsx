import { Component, type ReactNode } from "react";
import { Button, EmptyState } from "../ui/index.ts";
import { words } from "./words.ts";

/* Around parts that may be missing without anybody noticing, `fallback={null}` says nothing. */
interface Props {
  children: ReactNode;
  fallback?: ReactNode;
}

/** Keeps a fault in one screen from taking the others along; says what it was. */
export class ScreenGuard extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (error === null) {
      return this.props.children;
    }
    if (this.props.fallback !== undefined) {
      return this.props.fallback;
    }
    const isStale = /dynamically imported module|Importing a module|error loading/i.test(
      error.message,
    );
    return (
      <EmptyState
        title={words(isStale ? "screenNotLoaded" : "screenFailed")}
        action={<Button onClick={() => location.reload()}>{words("loadAgain")}</Button>}
      >
        {isStale ? words("screenNotLoadedAbout") : error.message}
      </EmptyState>
    );
  }
}
