import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { wordsOf } from "../api/problem.ts";
import { words as everywhere } from "../language/index.ts";
import { Button, Callout, SkeletonRows } from "../ui/index.ts";

/** What was asked for, once it is there; until then its shape, or why it does not come. */
export function Load<Data>(props: {
  query: UseQueryResult<Data>;
  skeleton?: ReactNode;
  children(data: Data): ReactNode;
}) {
  const { data, error, refetch, isFetching } = props.query;
  if (data !== undefined) return <>{props.children(data)}</>;
  if (error !== null) {
    return (
      <Callout
        tone="danger"
        action={
          <Button size="small" isBusy={isFetching} onClick={() => void refetch()}>
            {everywhere("tryAgain")}
          </Button>
        }
      >
        {wordsOf(error)}
      </Callout>
    );
  }
  return <>{props.skeleton ?? <SkeletonRows rows={4} label={everywhere("loading")} />}</>;
}
