using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details;

/// <summary>The name of who is writing, and whether it is the member or somebody for them.</summary>
internal static class PersonReader
{
    private const int MostNames = 5;

    private static readonly WordTable<bool> Relatives = WordTable.Of("""
        mom moms mother mothers dad dads father fathers husband husbands wife wifes wives son sons daughter daughters child childs kid kids parent parents grandma grandmas grandmother
        grandmothers grandpa grandpas grandfather grandfathers brother brothers sister sisters aunt aunts uncle uncles spouse spouses partner partners inlaw baby babys toddler teen teenager
        neighbor neighbors client clients patient patients mama papa madre padre esposo esposa marido hijo hija abuela abuelo hermano hermana suegra suegro tia tio mami papi nino nina nieto nieta sobrino sobrina novio novia bebe abuelita abuelito
        """);

    private static readonly WordTable<bool> Needs = WordTable.Of("cant cannot couldnt is isnt was forgot needs wants has got gets keeps lost account accounts login portal password chart record app phone locked username email mrn member dob kaiser mychart information results access no doesnt does tries tried trying puede olvido necesita perdio tiene quiere cuenta");

    private static readonly WordTable<bool> NotInName = WordTable.Of("""
        and my is the from i im a an member dob born birthday phone number email on at with but here calling trying cant having for not locked unable so to who your this that can have need please kaiser it
        y mi con de_ tengo necesito soy la el un una unable logged looking using just still really sorry thank thanks hi hello hey also frustrated
        """);

    private static readonly WordTable<bool> NoAnswer = WordTable.Of("dont know idk why skip rather no none not what sure prefer se");

    /// <summary>An agreement or a wish, where it stands alone.</summary>
    private static readonly WordTable<bool> LoneWords = WordTable.Of("fine ok okay sure yes yeah yep alright human agent person nobody start go next later hmm bueno si vale claro agente persona nadie sigue");

    /// <summary>Words that begin a sentence about somebody, and no name.</summary>
    private static readonly WordTable<bool> Subjects = WordTable.Of("she he they we you it its that there this shes hes theyre ella ellos ellas usted nosotros eso esto");

    public static string? FullName(DetailSearch search)
    {
        var text = search.Text;
        for (var i = 0; i < text.Count; i++)
        {
            var first = StartOfName(text, i, out var capitalsOnly);
            if (first >= 0 && ReadName(search, first, capitalsOnly, capitalsOnly ? 2 : 1) is { } name)
            {
                return name;
            }
        }

        return search.Asked == Asked.Name ? ReadAnswer(search) : null;
    }

    public static string? Who(DetailSearch search)
    {
        var text = search.Text;
        for (var i = 0; i < text.Count; i++)
        {
            if (text.Word(i) is "caregiver" or "caretaker" or "guardian" or "cuidador" or "cuidadora" && (text.Word(i - 1) is "a" or "the" or "her" or "his" or "their" or "legal" or "im" or "as" or "soy" or "su" or "am" || i == 0))
            {
                return "caregiver";
            }

            if ((text.Word(i) is "behalf" && text.Word(i + 1) is "of") || (text.Word(i) is "parte" && text.Word(i + 1) is "de" && text.Word(i - 1) is "de"))
            {
                return "caregiver";
            }

            if (text.Word(i) is "nurse" or "doctor" or "physician" or "clinic" or "provider" or "broker" or "pharmacist" or "worker" or "employer" && text.Word(i - 1) is "a" or "the" or "social" && search.Before(i, SelfWords, 3) >= 0)
            {
                return "other";
            }

            if (Relatives.Has(text.Word(i)) && IsFor(search, i))
            {
                return "caregiver";
            }
        }

        return IsMember(search) ? "member" : null;
    }

    private static readonly WordTable<bool> SelfWords = WordTable.Of("im i am soy from this");

    /// <summary>"my mom can't log in", "for my husband", "her daughter's account"; but "my daughter set it up for me" is about the member.</summary>
    private static bool IsFor(DetailSearch search, int i)
    {
        var text = search.Text;
        var next = text.Word(i + 1) is "-" && text.Word(i + 2) is "in" ? i + 5 : i + 1;
        if (text.Word(i - 1) is not ("my" or "our" or "a" or "mi" or "elderly" or "old" or "year" or "the" or "minor" or "disabled" or "his" or "her" or "of" or "nuestra" or "nuestro" or "late"))
        {
            return false;
        }

        var isFor = text.Word(i - 2) is "for" or "help" or "helping" or "to" or "of" or "para" or "ayudar" or "ayudo" || text.Word(i - 3) is "for" or "para" or "helping";
        isFor |= IsForInSpanish(text, i, next);
        return (isFor && text.Word(next) is not ("to" or "who" or "set")) || Needs.Has(text.Word(next)) || text.Word(i).Length > 3 && text.Word(i)[^1] == 's' && text.IsWord(next) && !text.Word(next).StartsWith("hel");
    }

    /// <summary>"la cuenta de mi mamá", "cuido a mi papá", "a mi mamá se le olvidó"; but "el teléfono de mi hijo" may well be in the member's hand.</summary>
    private static bool IsForInSpanish(ScannedText text, int i, int next) => text.Word(i - 2) switch
    {
        "de" => text.Word(i - 3) is "cuenta" or "expediente" or "perfil" or "datos" or "contrasena" or "acceso" or "resultados",
        "a" => text.Word(i - 3) is "cuido" or "ayudo" or "ayudar" or "ayudarle" or "ayudando" or "cuidando" || text.Word(next) is "se" or "le" or "no",
        _ => false,
    };

    private static bool IsMember(DetailSearch search)
    {
        var text = search.Text;
        for (var i = 0; i < text.Count; i++)
        {
            if ((text.Word(i) is "myself" && text.Word(i - 1) is "for" or "its") || (text.Word(i) is "own" && text.Word(i - 1) is "my" && text.Word(i + 1) is "account" or "login" or "chart" or "record" or "portal")
                || (text.Word(i) is "member" && text.Word(i - 1) is "the" or "a" && text.Word(i - 2) is "im" or "am") || (text.Word(i) is "mismo" or "misma" && text.Word(i - 1) is "mi" or "yo"))
            {
                return true;
            }
        }

        return false;
    }

    private static int StartOfName(ScannedText text, int i, out bool capitalsOnly)
    {
        capitalsOnly = false;
        if (text.Word(i) is "name" or "nombre" && text.Word(i - 1) is not ("user" or "login" or "first_" or "last_" or "the" or "a" or "screen" or "domain" or "same") && text.Word(i + 1) is "is" or ":" or "es" or "-" or "s")
        {
            return text.Word(i - 1) is "user" ? -1 : i + 2;
        }

        if ((text.Word(i) is "me" && text.Word(i + 1) is "llamo") || (text.Word(i) is "names" && text.Word(i - 1) is "my" or "the"))
        {
            return text.Word(i) is "me" ? i + 2 : i + 1;
        }

        // "this is Jane Doe", "I'm Jane Doe", "soy Ana Ruiz": only where both words have capitals.
        capitalsOnly = true;
        return text.Word(i) is "im" or "soy" ? i + 1 : (text.Word(i) is "this" && text.Word(i + 1) is "is") || (text.Word(i) is "i" && text.Word(i + 1) is "am") ? i + 2 : -1;
    }

    private static string? ReadName(DetailSearch search, int first, bool capitalsOnly, int fewest)
    {
        var text = search.Text;
        var last = first - 1;
        var names = 0;
        for (var i = first; i < text.Count && names < MostNames; i++)
        {
            if (!text.IsWord(i) || (i > first && text.StartsSentence(i) && text.LengthOf(i - 2) > 2) || NotInName.Has(text.Word(i)) && !(text.Word(i) is "de" or "la" && names > 0) || (capitalsOnly && !text.StartsCapital(i)))
            {
                if (text.Word(i) is "-" or "." && text.IsGlued(i) && names > 0 && text.IsWord(i + 1) && (text.Word(i) is "-" || text.LengthOf(i - 1) <= 2))
                {
                    continue;
                }

                break;
            }

            last = i;
            names++;
        }

        return names < fewest ? null : text.Written(first, last);
    }

    private static string? ReadAnswer(DetailSearch search)
    {
        var text = search.Text;
        if (search.Mentions(NoAnswer))
        {
            return null;
        }

        var first = text.Word(0) is "its" or "it" or "sure" or "ok" or "yes" or "es" ? text.Word(1) is "is" or "," ? 2 : 1 : 0;
        if (IsSentence(text, first))
        {
            return null;
        }

        return ReadName(search, first, capitalsOnly: false, fewest: 1);
    }

    /// <summary>"She needs her refill by Friday though", "fine": no name, though a name was asked for.</summary>
    private static bool IsSentence(ScannedText text, int first) =>
        (text.Count - first == 1 && LoneWords.Has(text.Word(first))) || (text.Count - first > 2 && Subjects.Has(text.Word(first)) && !text.StartsCapital(first));
}
