namespace KnowledgeBase.Recognition.Details.Dates;

/// <summary>The moments of a text, each under what it was told for.</summary>
internal sealed record ToldDates(IReadOnlyList<DateSpan> Births, IReadOnlyList<DateSpan> SignIns, IReadOnlyList<TimeMention> Errors)
{
    private static readonly ToldDates None = new([], [], []);

    public static ToldDates Of(DetailSearch search, List<Moment> moments)
    {
        if (moments.Count == 0)
        {
            return None;
        }

        var roles = new DateRoles(search);
        var births = new List<DateSpan>();
        var signIns = new List<DateSpan>();
        var errors = new List<TimeMention>();
        for (var i = 0; i < moments.Count; i++)
        {
            var moment = moments[i];
            switch (roles.Of(moment, i > 0 ? moments[i - 1].Last : -1, i + 1 < moments.Count ? moments[i + 1].First : search.Text.Count))
            {
                case DateRole.Birth:
                    births.Add(moment.Day);
                    break;
                case DateRole.LastSignIn:
                    signIns.Add(moment.Day);
                    break;
                case DateRole.Error:
                    errors.Add(new TimeMention(moment.Day, moment.Time));
                    break;
                case DateRole.None:
                    break;
            }
        }

        return new ToldDates(births, signIns, errors);
    }
}
