import { AgencyTag, Avatar } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";

/** A person of the register: it names people by address, which nobody else can choose. */
export function PersonCell({ userId }: { readonly userId: string }) {
    const { agencies } = useApp();
    const person = agencies.person(userId, userId);
    return (
        <span className="row">
            <Avatar initials={person.initials} tone={person.agency?.tone} size="s" />
            <b className="foreign">{person.displayName}</b>
            {person.agency !== undefined && <AgencyTag agency={person.agency} />}
        </span>
    );
}
