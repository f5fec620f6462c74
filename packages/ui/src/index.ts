/** Tells the primitives which language their few own words and sort orders are in: `<LocaleProvider locale="fr">`. */
export { I18nProvider as LocaleProvider } from "react-aria-components/I18nProvider";
export {
    type AgencySnapshot,
    AgencyTag,
    type AgencyTone,
    Avatar,
    type AvatarProps,
    type PersonSnapshot,
} from "./Avatar/Avatar.tsx";
export { Badge, type BadgeProps, Tag, type TagProps } from "./Badge/Badge.tsx";
export { Button, type ButtonProps, type ButtonVariant, Kbd } from "./Button/Button.tsx";
export { FileButton, type FileButtonProps } from "./Button/FileButton.tsx";
export { IconButton, type IconButtonProps } from "./Button/IconButton.tsx";
export { type RadioCard, RadioCards, type RadioCardsProps } from "./Choice/RadioCards.tsx";
export { SegmentedControl, type SegmentedControlProps, type SegmentedOption } from "./Choice/SegmentedControl.tsx";
export { Checkbox, Switch, type ToggleProps } from "./Choice/Toggle.tsx";
export {
    Composer,
    type ComposerActions,
    type ComposerContext,
    type ComposerProps,
    type ComposerSnapshot,
    type ComposerWords,
} from "./Composer/Composer.tsx";
export { ComposerCheck, type ComposerCheckProps } from "./Composer/ComposerCheck.tsx";
export { FilePick, type FilePickProps } from "./Composer/FilePick.tsx";
export { AlarmStrip, type AlarmStripProps } from "./Crisis/AlarmStrip.tsx";
export { BroadcastCard, type BroadcastCardProps, type BroadcastCardSnapshot } from "./Crisis/BroadcastCard.tsx";
export { Countdown, type CountdownProps } from "./Crisis/Countdown.tsx";
export {
    type CoverageRung,
    CoverageTable,
    type CoverageTableProps,
    type CoverageTableRow,
    coverageRungs,
} from "./Crisis/CoverageTable.tsx";
export { CrisisFrame } from "./Crisis/CrisisFrame.tsx";
export { type EscalationStepSnapshot, EscalationSteps } from "./Crisis/EscalationSteps.tsx";
export {
    LinkList,
    type LinkListProps,
    type LinkSnapshot,
    type LinkState,
    LinkStateText,
} from "./Crisis/LinkList.tsx";
export {
    type LinkCellSnapshot,
    LinkMatrix,
    type LinkMatrixProps,
    type LinkMatrixRow,
} from "./Crisis/LinkMatrix.tsx";
export { PhaseLine, type PhaseLineProps } from "./Crisis/PhaseLine.tsx";
export { ExerciseMark, PrecedenceMark, type PrecedenceName, RealMark } from "./Crisis/Precedence.tsx";
export {
    DeviceList,
    type DeviceListProps,
    DeviceRow,
    type DeviceRowProps,
    type DeviceSnapshot,
    type DeviceWords,
} from "./Devices/DeviceList.tsx";
export { Dialog, type DialogProps } from "./Dialog/Dialog.tsx";
export {
    EmptyState,
    type EmptyStateProps,
    ErrorState,
    type ErrorStateProps,
    RoomListSkeleton,
    type SkeletonProps,
    TimelineSkeleton,
} from "./Empty/States.tsx";
export { PasswordField, type PasswordFieldProps } from "./Field/PasswordField.tsx";
export { SelectField, type SelectFieldProps } from "./Field/SelectField.tsx";
export { TextArea, type TextAreaProps } from "./Field/TextArea.tsx";
export { TextField, type TextFieldProps } from "./Field/TextField.tsx";
export {
    type FileActions,
    type FileSnapshot,
    FileTile,
    type FileTileProps,
    type FileTransfer,
    type FileWords,
} from "./File/FileTile.tsx";
export { FirstRunLayout, type FirstRunLayoutProps } from "./FirstRun/FirstRunLayout.tsx";
export { AppFrame, type AppFrameProps } from "./Frame/AppFrame.tsx";
export { type ConnectionState, ConnectionStrip, type ConnectionStripProps } from "./Frame/ConnectionStrip.tsx";
export { RoomHead, type RoomHeadProps } from "./Frame/RoomHead.tsx";
export { SidePanel, type SidePanelProps } from "./Frame/SidePanel.tsx";
export { TitleBar, type TitleBarProps } from "./Frame/TitleBar.tsx";
export { Icon, type IconName, type IconProps } from "./Icon/Icon.tsx";
export { type CategoryOption, CategoryPicker, type CategoryPickerProps } from "./Marking/CategoryPicker.tsx";
export { type LabelOption, LabelPicker, type LabelPickerProps, type WithheldLabel } from "./Marking/LabelPicker.tsx";
export { ExerciseRibbon, LabelBadge, type LabelSnapshot, MarkingBanner, Portion } from "./Marking/Marking.tsx";
export { Menu, type MenuEntry, type MenuProps } from "./Menu/Menu.tsx";
export { MessageTile, type MessageTileProps } from "./Message/MessageTile.tsx";
export type {
    MessageActions,
    MessageContent,
    MessageSnapshot,
    QuoteSnapshot,
    SendStateSnapshot,
    TrustSnapshot,
} from "./Message/messageSnapshot.ts";
export type { CauseWords, MessageWords } from "./Message/messageWords.ts";
export { Divider, SystemLine, type SystemLineProps } from "./Message/SystemLine.tsx";
export { MessageHtml, type MessageHtmlProps, MessageText, type MessageTextProps } from "./MessageHtml/MessageHtml.tsx";
export { NavList, type NavListItem, type NavListProps } from "./NavList/NavList.tsx";
export { type NavRoom, NavRooms, type NavRoomsProps } from "./NavList/NavRooms.tsx";
export { InlineNotice, type NoticeProps, type NoticeTone, type ToastSnapshot } from "./Notice/Notice.tsx";
export { ToastList, type ToastListProps } from "./Notice/ToastList.tsx";
export {
    MemberGroup,
    type MemberGroupProps,
    MemberRow,
    type MemberRowProps,
    type MemberSnapshot,
    type MemberTrust,
    type MemberWords,
} from "./People/MemberList.tsx";
export { FolderPick } from "./Plan/FolderPick.tsx";
export { DiffLines, PlanDiff, type PlanLine, type PlanRow, type PlanTag } from "./Plan/PlanDiff.tsx";
export { Rail, type RailItemSnapshot, type RailProps } from "./Rail/Rail.tsx";
export { CoverageBar, type CoverageBarProps } from "./Readers/CoverageBar.tsx";
export { ReaderRow, type ReaderRowProps, type ReaderRowSnapshot, type ReaderState } from "./Readers/ReaderList.tsx";
export {
    RecoveryCodeCard,
    type RecoveryCodeCardProps,
    type RecoveryCodeSnapshot,
    type RecoveryCodeWords,
} from "./Recovery/RecoveryCodeCard.tsx";
export {
    RecoveryCodeField,
    type RecoveryCodeFieldProps,
    type RecoveryInputCheck,
} from "./Recovery/RecoveryCodeField.tsx";
export { RecoveryConfirmField, type RecoveryConfirmFieldProps } from "./Recovery/RecoveryConfirmField.tsx";
export {
    type InviteeSnapshot,
    InvitePicker,
    type InvitePickerProps,
    type InvitePickerWords,
} from "./Room/InvitePicker.tsx";
export {
    type RoomCreateActions,
    RoomCreateForm,
    type RoomCreateFormProps,
    type RoomCreateSnapshot,
    type RoomCreateWords,
} from "./Room/RoomCreateForm.tsx";
export {
    type RoomFilter,
    RoomList,
    type RoomListProps,
    type RoomListWords,
    type RoomSectionSnapshot,
} from "./RoomList/RoomList.tsx";
export { RoomRow, type RoomRowProps, type RoomRowSnapshot, type RoomRowWords } from "./RoomList/RoomRow.tsx";
export { type FoundMessage, FoundMessages, type FoundMessagesProps } from "./Search/FoundMessages.tsx";
export {
    SettingsGroup,
    type SettingsGroupProps,
    SettingsLayout,
    type SettingsLayoutProps,
    type SettingsPage,
} from "./Settings/SettingsLayout.tsx";
export { Sliced } from "./Sliced/Sliced.tsx";
export { useBegun } from "./Sliced/useBegun.ts";
export { type StepSnapshot, Steps, type StepsProps } from "./Steps/Steps.tsx";
export { QuickSwitcher, type QuickSwitcherProps, type SwitcherEntry } from "./Switcher/QuickSwitcher.tsx";
export { SearchBox, type SearchBoxProps } from "./Switcher/SearchBox.tsx";
export { Table, type TableColumn, type TableProps, type TableRow } from "./Table/Table.tsx";
export {
    type OlderState,
    Timeline,
    type TimelineItem,
    type TimelineProps,
    type TimelineWords,
} from "./Timeline/Timeline.tsx";
export { Tooltip, type TooltipProps } from "./Tooltip/Tooltip.tsx";
export { Tree, type TreeNode, type TreeProps } from "./Tree/Tree.tsx";
export {
    EmojiVerification,
    type EmojiVerificationProps,
    type VerificationActions,
    type VerificationEmoji,
    type VerificationSnapshot,
    type VerificationWords,
} from "./Verification/EmojiVerification.tsx";
