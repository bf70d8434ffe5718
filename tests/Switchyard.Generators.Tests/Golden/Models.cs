using System.Threading;
using System.Threading.Tasks;
using Switchyard;
using Fast = Switchyard.Models.Acme;

namespace Shop;

/// <summary>Tasks that name their models by the constants, in all the ways there are.</summary>
[Model(Switchyard.Models.Acme.Gpt6Luna)]
public sealed partial class Desk(Router router)
{
    private const string Favourite = Models.Acme.Gpt6Luna;

    /// <summary>Goes to the model of the class.</summary>
    [Tier(Tier.Cheap), Prompt("Hello.")]
    public partial ValueTask<string> OfClassAsync(CancellationToken cancellationToken = default);

    /// <summary>Goes to two models.</summary>
    [Tier(Tier.Cheap), Prompt("Hello."), Model(Fast.Gpt6Luna, "far-away/один")]
    public partial ValueTask<string> ByAliasAsync(CancellationToken cancellationToken = default);

    /// <summary>Goes to what a constant says.</summary>
    [Tier(Tier.Cheap), Prompt("Hello."), Model(Favourite, (global::Switchyard.Models.FarAway.Один))]
    public partial ValueTask<string> ByConstantAsync(CancellationToken cancellationToken = default);
}

/// <summary>What calls single models.</summary>
public static class Caller
{
    /// <summary>Calls one.</summary>
    public static async Task<string> CallAsync(Router router, ImageContent image)
    {
        var models = new AcmeModels(router);
        var seen = await models.Gpt6Luna.AskWithImagesAsync("What is it?", [image]);
        return seen.Value + (await models._3dRadio.AskAsync("Hello.")).Value;
    }
}
