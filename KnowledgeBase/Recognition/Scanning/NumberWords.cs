namespace KnowledgeBase.Recognition.Scanning;

/// <summary>Numbers written or dictated as words, in English and Spanish.</summary>
internal static class NumberWords
{
    // The Spanish eleven is left out: "once" is far more often the English word.
    private static readonly WordTable<int> Cardinals = WordTable.OfNumbers("""
        zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14
        fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fourty=40 fifty=50 sixty=60
        seventy=70 eighty=80 ninety=90
        cero=0 uno=1 una=1 un=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 doce=12 trece=13 catorce=14
        quince=15 dieciseis=16 diecisiete=17 dieciocho=18 diecinueve=19 veinte=20 veintiuno=21 veintiun=21 veintidos=22
        veintitres=23 veinticuatro=24 veinticinco=25 veintiseis=26 veintisiete=27 veintiocho=28 veintinueve=29 treinta=30
        cuarenta=40 cincuenta=50 sesenta=60 setenta=70 ochenta=80 noventa=90
        """);

    private static readonly WordTable<int> Ordinals = WordTable.OfNumbers("""
        first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 eleventh=11 twelfth=12 thirteenth=13
        fourteenth=14 fifteenth=15 sixteenth=16 seventeenth=17 eighteenth=18 nineteenth=19 twentieth=20 thirtieth=30
        primero=1 primer=1
        """);

    /// <summary>Below a hundred by one word, or -1.</summary>
    public static int Cardinal(ReadOnlySpan<char> word) => Cardinals.TryGet(word, out var value) ? value : -1;

    public static int Ordinal(ReadOnlySpan<char> word) => Ordinals.TryGet(word, out var value) ? value : -1;

    /// <summary>A count at <paramref name="at"/>: digits, "five", "twenty one", "treinta y cinco". Tells the token after it; -1 when there is none.</summary>
    public static int ReadCount(ScannedText text, int at, out int next)
    {
        next = at + 1;
        if (text.IsNumber(at))
        {
            return text.ValueOf(at);
        }

        var tens = text.IsWord(at) ? Cardinal(text.Word(at)) : -1;
        if (tens < 20 || tens % 10 != 0)
        {
            return tens;
        }

        var second = text.IsSymbol(next, '-') || text.Word(next) is "y" ? next + 1 : next;
        var units = text.IsWord(second) ? Cardinal(text.Word(second)) : -1;
        if (units is < 1 or > 9)
        {
            return tens;
        }

        next = second + 1;
        return tens + units;
    }
}
