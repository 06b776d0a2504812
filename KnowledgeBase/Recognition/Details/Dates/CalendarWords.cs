using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details.Dates;

/// <summary>Months, days of the week, units and seasons, as English and Spanish speakers write them.</summary>
internal static class CalendarWords
{
    private static readonly WordTable<int> Months = WordTable.OfNumbers("""
        january=1 february=2 march=3 april=4 may=5 june=6 july=7 august=8 september=9 october=10 november=11 december=12
        jan=1 feb=2 mar=3 apr=4 jun=6 jul=7 aug=8 sep=9 sept=9 oct=10 nov=11 dec=12 febuary=2 feburary=2 janurary=1 agust=8 septemeber=9 setember=9 ocober=10
        novemeber=11 decemeber=12
        enero=1 febrero=2 marzo=3 abril=4 mayo=5 junio=6 julio=7 agosto=8 septiembre=9 setiembre=9 octubre=10 noviembre=11 diciembre=12 ene=1 abr=4 dic=12
        """);

    private static readonly WordTable<int> Weekdays = WordTable.OfNumbers("""
        sunday=0 monday=1 tuesday=2 wednesday=3 thursday=4 friday=5 saturday=6 tues=2 weds=3 thurs=4 thur=4 wensday=3 wednsday=3 tuseday=2 teusday=2 thrusday=4
        sundays=0 mondays=1 tuesdays=2 wednesdays=3 thursdays=4 fridays=5 saturdays=6 satuday=6 saterday=6
        sun=0 mon=1 tue=2 wed=3 thu=4 fri=5 sat=6
        domingo=0 lunes=1 martes=2 miercoles=3 jueves=4 viernes=5 sabado=6
        """);

    private static readonly WordTable<int> Units = WordTable.OfNumbers("""
        second=0 seconds=0 sec=0 secs=0 minute=1 minutes=1 min=1 mins=1 minuets=1 hour=2 hours=2 hr=2 hrs=2 day=3 days=3 week=4 weeks=4 wk=4 wks=4 month=5 months=5 year=6 years=6
        yr=6 yrs=6 segundo=0 segundos=0 minuto=1 minutos=1 hora=2 horas=2 dia=3 dias=3 semana=4 semanas=4 mes=5 meses=5 ano=6 anos=6
        """);

    /// <summary>The first month of a season's three; winter begins in December of the year before.</summary>
    private static readonly WordTable<int> Seasons = WordTable.OfNumbers("spring=3 summer=6 fall=9 autumn=9 winter=12 primavera=3 verano=6 otono=9 invierno=12");

    private static readonly WordTable<bool> ShortWeekdays = WordTable.Of("sun mon tue wed thu fri sat");

    public static int Month(ReadOnlySpan<char> word) => Months.TryGet(word, out var month) ? month : 0;

    public static int Weekday(ReadOnlySpan<char> word) => Weekdays.TryGet(word, out var day) ? day : -1;

    /// <summary>"sat" and "sun" are words of their own; they need something before them that makes them days.</summary>
    public static bool IsShortWeekday(ReadOnlySpan<char> word) => ShortWeekdays.Has(word);

    public static TimeUnit? Unit(ReadOnlySpan<char> word) => Units.TryGet(word, out var unit) ? (TimeUnit)unit : null;

    public static int SeasonStart(ReadOnlySpan<char> word) => Seasons.TryGet(word, out var month) ? month : 0;
}

internal enum TimeUnit { Second, Minute, Hour, Day, Week, Month, Year }
