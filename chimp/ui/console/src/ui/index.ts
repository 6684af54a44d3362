/** The console's own components: everything on a screen is made of these. */
export { Avatar } from "./avatar.tsx";
export { Badge } from "./badge.tsx";
export { Button, type ButtonProps } from "./button.tsx";
export { Callout } from "./callout.tsx";
export { Choices } from "./choices.tsx";
export { classes } from "./classes.ts";
export { ConfirmDialog, Dialog, type DialogProps } from "./dialog.tsx";
export { EmptyState } from "./empty-state.tsx";
export {
  CheckboxField,
  Field,
  SelectField,
  SwitchField,
  TextAreaField,
  TextField,
  TextInput,
} from "./field.tsx";
export { IconButton } from "./icon-button.tsx";
export { Kbd } from "./kbd.tsx";
export { later, useLater } from "./later.ts";
export { Menu, MenuChoice, MenuItem, MenuLine } from "./menu.tsx";
export { Popover } from "./popover.tsx";
export { Page, Section } from "./section.tsx";
export { Skeleton, SkeletonRows } from "./skeleton.tsx";
export { type Column, Table } from "./table.tsx";
export { type Tab, TabPanel, Tabs } from "./tabs.tsx";
export { showToast } from "./toast.ts";
export { Toaster } from "./toaster.tsx";
export { Tooltip } from "./tooltip.tsx";
