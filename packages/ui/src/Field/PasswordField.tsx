import { useState } from "react";
import { IconButton } from "../Button/IconButton.tsx";
import { TextField, type TextFieldProps } from "./TextField.tsx";

export interface PasswordFieldProps
    extends Pick<
        TextFieldProps,
        "label" | "value" | "onChange" | "hint" | "error" | "isDisabled" | "autoFocus" | "testId" | "ref"
    > {
    readonly words: { readonly show: string; readonly hide: string };
    readonly autoComplete?: "current-password" | "new-password" | undefined;
}

/** A password, which can be shown while it is typed (WCAG 3.3.8) and pasted from a password safe. */
export function PasswordField({ words, autoComplete = "current-password", ...field }: PasswordFieldProps) {
    const [isShown, setIsShown] = useState(false);
    return (
        <TextField
            {...field}
            type={isShown ? "text" : "password"}
            autoComplete={autoComplete}
            isVerbatim
            after={
                <IconButton
                    icon={isShown ? "eyeOff" : "eye"}
                    name={isShown ? words.hide : words.show}
                    isDisabled={field.isDisabled}
                    onPress={() => setIsShown(!isShown)}
                />
            }
        />
    );
}
