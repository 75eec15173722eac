import pytest
from stripe import params
from stripe.params import checkout

from marketplace.payments.simulator import parameters, wire
from marketplace.payments.simulator.errors import ApiError


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a=1&b=", {"a": "1", "b": ""}),
        ("a[0][b]=1&a[1][b]=2", {"a": {"0": {"b": "1"}, "1": {"b": "2"}}}),
        ("expand%5B0%5D=x", {"expand": {"0": "x"}}),
        ("expand[]=x&expand[]=y", {"expand": {"0": "x", "1": "y"}}),
        ("m[order id]=J%26Q+4", {"m": {"order id": "J&Q 4"}}),
        ("", {}),
    ],
)
def test_brackets_build_nested_maps(text, tree):
    assert wire.decode(text) == tree


@pytest.mark.parametrize("text", ["a[b=1", "[b]=1", "a=1&a[b]=2", "a=%ff", "a[b]c=1"])
def test_names_that_fit_nowhere_are_refused(text):
    with pytest.raises(ApiError) as caught:
        wire.decode(text)
    assert caught.value.status == 400


def test_lists_follow_their_numbers_and_leaves_get_their_types():
    text = "types[10]=c&types[2]=b&delivery_success=false&limit=3&created[gte]=5"
    assert parameters.checked(params.EventListParams, wire.decode(text)) == {
        "types": ["b", "c"],
        "delivery_success": False,
        "limit": 3,
        "created": {"gte": 5},
    }
    assert parameters.checked(params.EventListParams, {"created": "5"}) == {"created": 5}


def test_metadata_keeps_keys_that_look_like_numbers():
    assert parameters.checked(checkout.SessionCreateParams, wire.decode("metadata[0]=a")) == {"metadata": {"0": "a"}}
    assert parameters.checked(params.ChargeUpdateParams, wire.decode("metadata=")) == {"metadata": ""}


@pytest.mark.parametrize(
    ("text", "param", "code"),
    [
        ("amount=1.5", "amount", "parameter_invalid_integer"),
        ("amount=٣", "amount", "parameter_invalid_integer"),
        ("amount=99999999999999999999", "amount", "parameter_invalid_integer"),
        ("amount[a]=1", "amount", None),
        ("reverse_transfer=yes", "reverse_transfer", None),
        ("metadata=x", "metadata", None),
        ("metadata[a][b]=x", "metadata", None),
        ("expand=x", "expand", None),
        ("origin=elsewhere", "origin", None),
        ("idempotency_key=x", "idempotency_key", "parameter_unknown"),
    ],
)
def test_values_of_another_type_are_refused(text, param, code):
    with pytest.raises(ApiError) as caught:
        parameters.checked(params.RefundCreateParams, wire.decode(text))
    assert (caught.value.param, caught.value.code) == (param, code)


def test_a_required_parameter_must_be_there():
    with pytest.raises(ApiError) as caught:
        parameters.checked(params.TransferCreateParams, {"currency": "idr"})
    assert (caught.value.param, caught.value.code) == ("destination", "parameter_missing")
